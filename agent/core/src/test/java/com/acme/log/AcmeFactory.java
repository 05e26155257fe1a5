package com.acme.log;

/** Stands for what a logging library hands out. */
public class AcmeFactory implements LogFactory {}
