package com.acme.service;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.lang.reflect.Proxy;

/** A response that allocates nothing, has one header, and is not more than what is asked of it. */
public final class Response extends HttpServletResponseWrapper {
  private int status = SC_OK;
  private String header;

  public Response() {
    super(
        (HttpServletResponse)
            Proxy.newProxyInstance(
                Response.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException(method.toString());
                }));
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int status) {
    this.status = status;
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public void setHeader(String name, String value) {
    header = value;
  }

  /** So that nobody takes the write for superfluous. */
  public String lastHeader() {
    return header;
  }
}
