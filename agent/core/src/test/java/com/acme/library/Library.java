package com.acme.library;

import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Types of a library as rules may ask for them, outside of the packages that are ignored. */
public final class Library {
  private Library() {}

  /** What a rule names. */
  public interface Command {}

  /** Another one. */
  public abstract static class Client {}

  /** Reaches {@link Command} by way of an interface of its own. */
  public interface KeyCommand extends Command, Serializable {}

  /** A direct subtype. */
  public static class GetCommand implements Serializable, Command {
    private static final long serialVersionUID = 1;
  }

  /** An indirect subtype with a telling name. */
  public static class CachedGetCommand extends GetCommand {
    private static final long serialVersionUID = 1;
  }

  /** Another one, by way of interfaces. */
  public static class DelCommand implements Callable<String>, KeyCommand {
    private static final long serialVersionUID = 1;

    @Override
    public String call() {
      return "DEL";
    }
  }

  /** An indirect subtype, the name of which tells nothing. */
  public static class Lookup extends GetCommand {
    private static final long serialVersionUID = 1;
  }

  /** A direct subtype of both. */
  public static class ClientCommand extends Client implements Command {}

  /** A subtype of a direct subtype, which is a direct one itself. */
  public static class RetriedClientCommand extends ClientCommand implements Command {}

  /** A direct subtype below a class of the JDK. */
  public static class ThreadCommand extends Thread implements Command {}

  /** Named like a command, and none. */
  public static class NoCommand {}

  /** Something to weave, with every kind of member that has to stay as it is. */
  public static class Connection implements Function<String, String> {
    static final String GREETING = "hello";
    private int calls;

    /** Gives what it gets; has a bridge beside it. */
    @Override
    public String apply(String command) {
      calls++;
      return command;
    }

    /** As {@link #apply(String)} for two. */
    public String apply(String command, String argument) {
      calls++;
      return command + " " + argument;
    }

    /** Throws what it gets. */
    public void fail(Exception exception) throws Exception {
      calls++;
      throw exception;
    }

    protected int calls() {
      return calls;
    }
  }
}
