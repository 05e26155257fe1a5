package dev.tacho.agenttests.shop.javax;

import java.io.IOException;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Writes until the client has gone away, and lets the container know what that looked like. */
final class StreamServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] block = new byte[8192];
    ServletOutputStream output = response.getOutputStream();
    for (; ; ) {
      output.write(block);
      output.flush();
    }
  }
}
