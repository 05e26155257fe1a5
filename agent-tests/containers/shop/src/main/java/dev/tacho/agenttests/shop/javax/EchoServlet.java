package dev.tacho.agenttests.shop.javax;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Gives back what was posted, without a thread that waits for input or output. */
final class EchoServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Echo echo =
        new Echo(request.startAsync(), request.getInputStream(), response.getOutputStream());
    echo.input.setReadListener(echo);
  }

  private static final class Echo implements ReadListener, WriteListener {
    private final AsyncContext async;
    private final ServletInputStream input;
    private final ServletOutputStream output;
    private final ByteArrayOutputStream posted = new ByteArrayOutputStream();
    private boolean written;

    Echo(AsyncContext async, ServletInputStream input, ServletOutputStream output) {
      this.async = async;
      this.input = input;
      this.output = output;
    }

    @Override
    public void onDataAvailable() throws IOException {
      byte[] chunk = new byte[1024];
      while (input.isReady() && !input.isFinished()) {
        int length = input.read(chunk);
        if (length > 0) {
          posted.write(chunk, 0, length);
        }
      }
    }

    @Override
    public void onAllDataRead() {
      output.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
      if (!written) {
        written = true;
        output.write(posted.toByteArray());
      }
      if (output.isReady()) {
        async.complete();
      }
    }

    @Override
    public void onError(Throwable failure) {
      async.complete();
    }
  }
}
