package com.acme.jdbc;

/** Stands for the statement of a driver that the agent does not know. */
public final class AcmeStatement {}
