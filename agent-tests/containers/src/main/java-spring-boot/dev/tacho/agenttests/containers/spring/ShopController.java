package dev.tacho.agenttests.containers.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Answers in all the ways in which a controller can. */
@Controller
public class ShopController {
  private static final long TIMEOUT_MILLIS = 300;

  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
          });

  @GetMapping("/hello")
  @ResponseBody
  String hello() {
    return "hello";
  }

  @PostMapping("/hello")
  ResponseEntity<Void> created() {
    return ResponseEntity.status(HttpStatus.CREATED).build();
  }

  @GetMapping("/members/{id:[0-9]+}")
  @ResponseBody
  String member(@PathVariable("id") int id) {
    return "member " + id;
  }

  @GetMapping("/members/{id}/friends")
  ResponseEntity<String> friends(@PathVariable("id") int id) {
    return id == 0 ? ResponseEntity.notFound().build() : ResponseEntity.ok("friends of " + id);
  }

  @GetMapping("/slow")
  @ResponseBody
  String slow() throws InterruptedException {
    Thread.sleep(TIMEOUT_MILLIS);
    return "slow";
  }

  @GetMapping("/forward")
  String forward() {
    return "forward:/members/1";
  }

  @GetMapping("/redirect")
  String redirect() {
    return "redirect:/members/1";
  }

  @GetMapping("/fail/runtime")
  @ResponseBody
  String fail() {
    throw new IllegalStateException("as asked");
  }

  @GetMapping("/fail/handled")
  @ResponseBody
  String failHandled() {
    throw new HandledException();
  }

  @ExceptionHandler(HandledException.class)
  ResponseEntity<String> handled() {
    return ResponseEntity.status(HttpStatus.CONFLICT).body("handled");
  }

  @GetMapping("/fail/status")
  @ResponseBody
  String failWithStatus() {
    throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "as asked");
  }

  @GetMapping("/fail/send-error")
  void sendError(HttpServletResponse response) throws IOException {
    response.sendError(HttpServletResponse.SC_GONE);
  }

  @GetMapping("/fail/committed")
  void failCommitted(HttpServletResponse response) throws IOException {
    response.getWriter().print("half of it");
    response.flushBuffer();
    throw new IllegalStateException("after the response was committed");
  }

  @GetMapping("/stream")
  StreamingResponseBody stream() {
    byte[] block = new byte[8192];
    return output -> {
      for (; ; ) {
        output.write(block);
        output.flush();
      }
    };
  }

  @GetMapping("/async/body")
  StreamingResponseBody body() {
    return output -> output.write("streamed".getBytes(StandardCharsets.US_ASCII));
  }

  @GetMapping("/async/complete")
  @ResponseBody
  DeferredResult<String> complete() {
    DeferredResult<String> result = new DeferredResult<>();
    workers.execute(() -> result.setResult("complete"));
    return result;
  }

  @GetMapping("/async/complete-with-error")
  @ResponseBody
  DeferredResult<String> completeWithError() {
    DeferredResult<String> result = new DeferredResult<>();
    workers.execute(() -> result.setErrorResult(new IllegalStateException("as asked")));
    return result;
  }

  @GetMapping("/async/complete-with-handled-error")
  @ResponseBody
  DeferredResult<String> completeWithHandledError() {
    DeferredResult<String> result = new DeferredResult<>();
    workers.execute(() -> result.setErrorResult(new HandledException()));
    return result;
  }

  @GetMapping("/async/timeout")
  @ResponseBody
  DeferredResult<String> timeOut() {
    return new DeferredResult<>(TIMEOUT_MILLIS);
  }

  @GetMapping("/async/timeout-handled")
  @ResponseBody
  DeferredResult<ResponseEntity<String>> timeOutHandled() {
    return new DeferredResult<>(
        TIMEOUT_MILLIS, ResponseEntity.status(HttpStatus.ACCEPTED).body("later"));
  }

  @GetMapping("/async/dispatch")
  @ResponseBody
  Callable<String> dispatch() {
    return () -> "after the dispatch";
  }

  @GetMapping("/async/dispatch-throws")
  @ResponseBody
  Callable<String> dispatchThrows() {
    return () -> {
      throw new IllegalStateException("as asked");
    };
  }

  /** One that the application answers itself. */
  static final class HandledException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
