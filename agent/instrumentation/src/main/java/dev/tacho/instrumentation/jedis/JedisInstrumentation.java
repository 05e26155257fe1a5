package dev.tacho.instrumentation.jedis;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Jedis from version 4 on: every command of every client class ends in one of two methods of the
 * connection, which send it and read the reply. The library's own handshake goes around them.
 */
public final class JedisInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.jedis.";

  private JedisInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "jedis",
        TypeRule.exactly("redis.clients.jedis.Connection")
            .advise(
                "executeCommand",
                "(Lredis/clients/jedis/CommandObject;)",
                PACKAGE + "CommandObjectAdvice")
            .advise(
                "executeCommand",
                "(Lredis/clients/jedis/CommandArguments;)",
                PACKAGE + "CommandArgumentsAdvice"));
  }
}
