package dev.tacho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Runs commands as the process would, and keeps what they write. */
public final class TestConsole {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private byte[] input = {};

  public TestConsole with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public TestConsole typing(String text) {
    input = text.getBytes(UTF_8);
    return this;
  }

  /** Returns the exit code; what runs before wrote is forgotten. */
  public int run(String... arguments) {
    out.reset();
    err.reset();
    return CommandLine.run(
        Arrays.asList(arguments),
        new Console(new ByteArrayInputStream(input), stream(out), stream(err), environment, false));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    try {
      return new PrintStream(bytes, true, "UTF-8");
    } catch (UnsupportedEncodingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  public String out() {
    return new String(out.toByteArray(), UTF_8);
  }

  public String err() {
    return new String(err.toByteArray(), UTF_8);
  }
}
