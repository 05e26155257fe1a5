package dev.tacho.agenttests.containers;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import javax.ws.rs.ext.ExceptionMapper;

/** Answers in all the ways in which a resource can. */
@Path("/")
public final class ShopResource {
  private static final long TIMEOUT_MILLIS = 300;

  private static final ExecutorService workers =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
          });

  @GET
  @Path("hello")
  public String hello() {
    return "hello";
  }

  @POST
  @Path("hello")
  public Response created() {
    return Response.status(201).build();
  }

  @GET
  @Path("members/{id: [0-9]+}")
  public String member(@PathParam("id") int id) {
    return "member " + id;
  }

  @Path("members/{id}/orders")
  public Orders orders(@PathParam("id") int id) {
    return id == 0 ? null : new Orders();
  }

  @GET
  @Path("slow")
  public String slow() throws InterruptedException {
    Thread.sleep(TIMEOUT_MILLIS);
    return "slow";
  }

  @GET
  @Path("fail/runtime")
  public String fail() {
    throw new IllegalStateException("as asked");
  }

  @GET
  @Path("fail/handled")
  public String failHandled() {
    throw new HandledException();
  }

  @GET
  @Path("fail/status")
  public String failWithStatus() {
    throw new WebApplicationException(Response.status(503).entity("as asked").build());
  }

  @GET
  @Path("stream")
  public StreamingOutput stream() {
    byte[] block = new byte[8192];
    return output -> {
      for (; ; ) {
        output.write(block);
        output.flush();
      }
    };
  }

  @GET
  @Path("async/body")
  public StreamingOutput body() {
    return output -> output.write("streamed".getBytes(StandardCharsets.US_ASCII));
  }

  @GET
  @Path("async/complete")
  public void complete(@Suspended AsyncResponse response) {
    workers.execute(() -> response.resume("complete"));
  }

  @GET
  @Path("async/complete-with-error")
  public void completeWithError(@Suspended AsyncResponse response) {
    workers.execute(() -> response.resume(new IllegalStateException("as asked")));
  }

  @GET
  @Path("async/complete-with-handled-error")
  public void completeWithHandledError(@Suspended AsyncResponse response) {
    workers.execute(() -> response.resume(new HandledException()));
  }

  @GET
  @Path("async/timeout")
  public void timeOut(@Suspended AsyncResponse response) {
    response.setTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }

  @GET
  @Path("async/timeout-handled")
  public void timeOutHandled(@Suspended AsyncResponse response) {
    response.setTimeoutHandler(late -> late.resume(Response.status(202).entity("later").build()));
    response.setTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What a locator leads to. */
  public static final class Orders {
    @GET
    @Path("{order}")
    public String order(@PathParam("order") int order) {
      return "order " + order;
    }
  }

  /** One that the application answers itself. */
  public static final class HandledException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Answers for that. */
  public static final class Mapper implements ExceptionMapper<HandledException> {
    @Override
    public Response toResponse(HandledException failure) {
      return Response.status(409).entity("handled").build();
    }
  }
}
