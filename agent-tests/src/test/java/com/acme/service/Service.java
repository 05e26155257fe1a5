package com.acme.service;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A service with one servlet. Each run is one request to it. */
public final class Service implements Runnable {
  private final FilterChain chain;
  private final Request request;
  private final Response response = new Response();

  private Service(FilterChain chain, Request request) {
    this.chain = chain;
    this.request = request;
  }

  /**
   * A service that nobody measures.
   *
   * @param uri what each request asks for
   * @param mapping the pattern under which the servlet is registered
   * @param id what each request brings as its id, or null
   * @param work what the servlet does
   */
  public static Runnable create(String uri, String mapping, String id, Runnable work) {
    return new Service(Chain.of(new MembersServlet(work)), new Request(uri, mapping, id));
  }

  /** As above, behind a filter. */
  public static Runnable create(
      String uri, String mapping, String id, Runnable work, Filter filter) {
    Servlet servlet = new MembersServlet(work);
    return new Service(Chain.of(filter, servlet), new Request(uri, mapping, id));
  }

  @Override
  public void run() {
    try {
      chain.doFilter(request, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }
}
