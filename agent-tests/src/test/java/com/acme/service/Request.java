package com.acme.service;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Proxy;

/** A request that allocates nothing; it does not know more than what is asked of it. */
public final class Request extends HttpServletRequestWrapper implements HttpServletMapping {
  private static final String ID_HEADER = "X-Request-ID";

  private final String uri;
  private final String mapping;
  private final String id;

  /** The attributes of the agent and of a filter; one of each will do. */
  private Object attribute;

  /**
   * @param id what the client sent, or null
   */
  public Request(String uri, String mapping, String id) {
    super(unsupported());
    this.uri = uri;
    this.mapping = mapping;
    this.id = id;
  }

  private static HttpServletRequest unsupported() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            Request.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.toString());
            });
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getRequestURI() {
    return uri;
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public String getHeader(String name) {
    return name.equals(ID_HEADER) ? id : null;
  }

  @Override
  public Object getAttribute(String name) {
    return null;
  }

  @Override
  public void setAttribute(String name, Object value) {
    attribute = value;
  }

  @Override
  public void removeAttribute(String name) {
    attribute = null;
  }

  /** So that nobody takes the write for superfluous. */
  public Object lastAttribute() {
    return attribute;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    return this;
  }

  @Override
  public String getMatchValue() {
    return "";
  }

  @Override
  public String getPattern() {
    return mapping;
  }

  @Override
  public String getServletName() {
    return "members";
  }

  @Override
  public MappingMatch getMappingMatch() {
    return MappingMatch.PATH;
  }
}
