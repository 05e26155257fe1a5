package com.acme.jdbc;

/** Stands for the connection of a driver that the agent does not know. */
public final class AcmeConnection {}
