package club;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Makes requests late or fail, but for those that switch this off. */
final class FaultFilter extends HttpFilter {
  static final Duration DELAY = Duration.ofMillis(2_500);

  private static final long serialVersionUID = 1L;

  private final transient Faults faults;
  private final AtomicLong requests = new AtomicLong();

  FaultFilter(Faults faults) {
    this.faults = faults;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!request.getServletPath().equals(FaultsServlet.PATH)) {
      if (faults.isOn(Fault.LATENCY)) {
        delay();
      }
      if (faults.isOn(Fault.ERRORS) && requests.incrementAndGet() % 2 == 0) {
        throw new ServletException("failed on purpose");
      }
    }
    chain.doFilter(request, response);
  }

  private static void delay() throws IOException {
    try {
      Thread.sleep(DELAY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while a request was late on purpose");
    }
  }
}
