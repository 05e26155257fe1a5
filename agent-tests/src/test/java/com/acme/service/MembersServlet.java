package com.acme.service;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Does what it is given to do, and answers 200. */
public final class MembersServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Runnable work;

  public MembersServlet(Runnable work) {
    this.work = work;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    work.run();
    response.setStatus(HttpServletResponse.SC_OK);
  }
}
