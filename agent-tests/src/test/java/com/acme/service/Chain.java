package com.acme.service;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** A container's chain of filters, as far as it goes for a benchmark. */
public final class Chain implements FilterChain {
  private final Filter filter;
  private final FilterChain rest;
  private final Servlet servlet;

  private Chain(Filter filter, FilterChain rest, Servlet servlet) {
    this.filter = filter;
    this.rest = rest;
    this.servlet = servlet;
  }

  public static FilterChain of(Servlet servlet) {
    return new Chain(null, null, servlet);
  }

  public static FilterChain of(Filter filter, Servlet servlet) {
    return new Chain(filter, of(servlet), null);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response)
      throws IOException, ServletException {
    if (filter != null) {
      filter.doFilter(request, response, rest);
    } else {
      servlet.service(request, response);
    }
  }
}
