package dev.tacho.premain;

import java.util.function.ToIntFunction;

/** The entry point of {@code java -jar tacho-agent.jar}: the way to the agent's own loader. */
public final class Main {
  private static final String ENTRY = "dev.tacho.cli.CommandLine";

  private Main() {}

  /** Ends the JVM with the exit code of the command. */
  public static void main(String[] arguments) throws Exception {
    // By an interface of the JDK, which both loaders know.
    @SuppressWarnings("unchecked") // it says so itself
    ToIntFunction<String[]> commandLine =
        (ToIntFunction<String[]>)
            AgentClassLoader.open(Premain.ownJar())
                .loadClass(ENTRY)
                .getDeclaredConstructor()
                .newInstance();
    System.exit(commandLine.applyAsInt(arguments));
  }
}
