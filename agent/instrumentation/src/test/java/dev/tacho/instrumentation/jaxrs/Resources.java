package dev.tacho.instrumentation.jaxrs;

import java.util.Set;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;

/** Resources of the oldest kind of JAX-RS, for all implementations. */
public final class Resources {
  /** What makes the application, for the implementation to find. */
  public static final Set<Class<?>> CLASSES = Set.of(Members.class, BugMapper.class, Guard.class);

  private Resources() {}

  /** Resources, of which the test names the templates. */
  @Path("members")
  public static final class Members {
    @GET
    public String all() {
      return "all";
    }

    @GET
    @Path("{id: [0-9]+}")
    public Response one(@PathParam("id") int id) {
      return id == 0 ? Response.status(404).build() : Response.ok("one").build();
    }

    @GET
    @Path("/failing")
    public String failing() {
      throw new IllegalStateException("bug");
    }

    @GET
    @Path("later")
    public void later(@Suspended AsyncResponse response) {
      response.resume("later");
    }

    @Path("{id}/orders")
    public Orders orders(@PathParam("id") String id) {
      return id.equals("0") ? null : new Orders();
    }
  }

  /** What a locator leads to. */
  public static final class Orders {
    @GET
    public String all() {
      return "all";
    }

    @GET
    @Path("{order}")
    public String one() {
      return "one";
    }

    @Path("{order}/lines")
    public Lines lines() {
      return new Lines();
    }
  }

  /** What two locators lead to. */
  public static final class Lines {
    @GET
    @Path("{line}")
    public String one() {
      return "one";
    }
  }

  /** An answer that is given in the name of the method that threw. */
  public static final class BugMapper implements ExceptionMapper<IllegalStateException> {
    @Override
    public Response toResponse(IllegalStateException bug) {
      return Response.status(422).build();
    }
  }

  /** Turns a request away that has found its method. */
  public static final class Guard implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if (request.getUriInfo().getPath().endsWith("403")) {
        request.abortWith(Response.status(403).build());
      }
    }
  }
}
