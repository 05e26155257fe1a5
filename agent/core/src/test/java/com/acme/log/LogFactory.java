package com.acme.log;

/** Stands for the type of a logging library's API that its witnesses are of. */
public interface LogFactory {}
