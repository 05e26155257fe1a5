package dev.tacho.record;

import dev.tacho.metrics.CacheMetrics;
import dev.tacho.metrics.RequestWork;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Turns Redis commands into measurements. Any thread may call.
 *
 * <p>A command begins when it is sent and ends when its reply is read, by the same thread. Around
 * commands there can be a call of the application that counts in their place, such as one that is
 * tried on several nodes, and work of the library's own, which does not count at all.
 */
final class CacheRecorder {
  /** Redis has some 400 commands, its modules a few hundred more. */
  static final int MAX_COMMANDS = 1_000;

  private static final String SYSTEM = "redis";
  private static final String OTHER = "_other_";
  private static final int MAX_NAME_LENGTH = 120;

  private final CacheMetrics metrics;
  private final ConcurrentMap<String, CacheCommand> commands = new ConcurrentHashMap<>();
  private final CommandTable byBytes = new CommandTable(this);

  /** Goes up when measuring begins again. */
  private final AtomicInteger period = new AtomicInteger();

  private final BiConsumer<Object, Throwable> connectObserver =
      new BiConsumer<Object, Throwable>() {
        @Override
        public void accept(Object connection, Throwable thrown) {
          if (thrown != null) {
            command(RedisCommands.CONNECT).countError();
          }
        }
      };

  CacheRecorder(CacheMetrics metrics) {
    this.metrics = metrics;
  }

  /** A command is about to be sent. */
  void sent(ThreadState thread, byte[] name, int arguments) {
    if (thread.cacheInternalDepth == 0) {
      sent(thread, byBytes.find(name), arguments, false);
    }
  }

  /** As above, where only the arguments tell whether it blocks. */
  void sent(ThreadState thread, byte[] name, byte[][] arguments) {
    if (thread.cacheInternalDepth == 0) {
      CacheCommand command = byBytes.find(name);
      boolean blocking = command.mayBlock() && RedisCommands.haveBlock(arguments);
      sent(thread, command, arguments.length, blocking);
    }
  }

  /** As above, by its name in upper case. */
  void sent(ThreadState thread, String name, int arguments) {
    if (thread.cacheInternalDepth == 0) {
      sent(thread, command(name), arguments, false);
    }
  }

  private void sent(ThreadState thread, CacheCommand command, int arguments, boolean blocking) {
    if (thread.cacheDepth > 0) {
      call(thread).attempted(command, arguments, blocking);
    } else {
      call(thread).sent(command, arguments, blocking, Tokens.start());
    }
  }

  /** What was sent last waits for somebody else. */
  void blocks(ThreadState thread) {
    if (thread.cacheInternalDepth == 0) {
      call(thread).blocks();
    }
  }

  /** A reply was read, or {@code thrown} came in its place. Not all have a command: messages. */
  void answered(ThreadState thread, Object reply, Throwable thrown) {
    CacheCall call = call(thread);
    if (thread.cacheInternalDepth > 0) {
      return;
    }
    if (thread.cacheDepth > 0) {
      call.attemptAnswered(thrown);
    } else if (call.isWaiting()) {
      long nanos = Tokens.elapsed(call.startNanos());
      thread.addCallTime(RequestWork.Component.CACHE, nanos);
      call.ended(nanos, reply, thrown);
    }
  }

  /** A command is queued that another thread may send. */
  void queued(ThreadState thread) {
    call(thread).queued();
  }

  long enter(ThreadState thread) {
    if (thread.cacheDepth++ > 0 || thread.cacheInternalDepth > 0) {
      return Tokens.NESTED;
    }
    call(thread).clear();
    thread.beginCall();
    return Tokens.start();
  }

  /**
   * A call of the application ends.
   *
   * @param command its name in upper case, or a constant called so; null if it is what was sent in
   *     the call, if anything
   */
  void exit(ThreadState thread, long startNanos, Object command, Object reply, Throwable thrown) {
    if (!leave(thread, startNanos)) {
      return;
    }
    long nanos = Tokens.elapsed(startNanos);
    thread.endCall(RequestWork.Component.CACHE, nanos);
    CacheCall call = call(thread);
    if (command != null) {
      call.clear();
      command(nameOf(command)).ended(nanos, 0, reply, thrown);
    } else if (call.isWaiting()) {
      call.ended(nanos, reply, thrown);
    } else if (call.hasConnectFailed() && thrown != null) {
      call.clear();
      command(RedisCommands.CONNECT).ended(nanos, 0, null, thrown);
    }
  }

  /** The replies of a pipeline have been read, if there were any to read. */
  void exitPipeline(ThreadState thread, long startNanos, Throwable thrown) {
    if (!leave(thread, startNanos)) {
      return;
    }
    long nanos = Tokens.elapsed(startNanos);
    thread.endCall(RequestWork.Component.CACHE, nanos);
    boolean something = call(thread).endPipeline() || thrown != null;
    call(thread).clear();
    if (something) {
      command(RedisCommands.PIPELINE).ended(nanos, 0, null, thrown);
    }
  }

  /** Whether it is the outermost call that ends. */
  private static boolean leave(ThreadState thread, long startNanos) {
    if (thread.cacheDepth > 0) {
      thread.cacheDepth--;
    }
    return startNanos != Tokens.NESTED;
  }

  /** The library begins something by itself: no command until {@link #exitInternal} counts. */
  long enterInternal(ThreadState thread) {
    thread.cacheInternalDepth++;
    return Tokens.start();
  }

  void exitInternal(ThreadState thread) {
    if (thread.cacheInternalDepth > 0) {
      thread.cacheInternalDepth--;
    }
  }

  /** As {@link #exitInternal} for connecting, which failed if it threw. */
  void exitConnect(ThreadState thread, Throwable thrown) {
    exitInternal(thread);
    if (thrown != null && !call(thread).isWaiting()) {
      connectFailed(thread); // else it is an error of the command that waits for it
    }
  }

  /** There was no connection to be had. */
  void connectFailed(ThreadState thread) {
    if (thread.cacheInternalDepth > 0) {
      return;
    }
    if (thread.cacheDepth > 0) {
      call(thread).connectFailed();
    } else {
      command(RedisCommands.CONNECT).countError();
    }
  }

  /** The call in progress; what was sent before the agent was switched off is none of it. */
  private CacheCall call(ThreadState thread) {
    CacheCall call = thread.cacheCall;
    call.in(period.get());
    return call;
  }

  /** Nothing was told for a while: what threads were waiting for has been answered. */
  void resumed() {
    period.incrementAndGet();
  }

  private static String nameOf(Object command) {
    if (command instanceof Enum) {
      // One String for ever, the hash of which is known; holding it keeps no class alive.
      return ((Enum<?>) command).name();
    }
    return command instanceof String ? (String) command : OTHER;
  }

  /**
   * A command is about to be sent whose reply comes on another thread.
   *
   * @param name as it is sent
   * @param queued whether it only joins a transaction
   */
  SentCommand send(ThreadState thread, byte[] name, boolean queued) {
    if (queued || thread.cacheInternalDepth > 0) {
      return SentCommand.NOT_COUNTED;
    }
    CacheCommand command = byBytes.find(name);
    boolean blocking = thread.blockingRead && command.mayBlock();
    thread.blockingRead = false;
    return new SentCommand(command, blocking ? 0 : Tokens.start());
  }

  /** The thread has waited for a command that counts itself. */
  void waited(ThreadState thread, long startNanos) {
    if (leave(thread, startNanos)) {
      thread.endCall(RequestWork.Component.CACHE, Tokens.elapsed(startNanos));
    }
  }

  /** Counts it if {@code connection} is not to be had. */
  void connecting(CompletionStage<?> connection) {
    connection.whenComplete(connectObserver);
  }

  /**
   * The command of this name: the same object for the same name, unless there are too many.
   *
   * @param name in upper case, as the Redis command reference has it
   */
  CacheCommand command(String name) {
    CacheCommand command = commands.get(name);
    return command != null ? command : newCommand(name);
  }

  /** The command of all names that are none, or too many. */
  CacheCommand other() {
    return command(OTHER);
  }

  private CacheCommand newCommand(String name) {
    boolean other = name.equals(OTHER);
    if (!other && (commands.size() >= MAX_COMMANDS || !isName(name))) {
      return other();
    }
    CacheCommand created = new CacheCommand(RedisCommands.kind(name), series(name));
    CacheCommand present = commands.putIfAbsent(name, created);
    return present == null ? created : present;
  }

  private CacheMetrics.Series series(String name) {
    RedisCommands.Kind kind = RedisCommands.kind(name);
    return kind == RedisCommands.Kind.UNCOUNTED
        ? null
        : metrics.series(SYSTEM, name.toLowerCase(Locale.ROOT), kind.canMiss());
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "._-|".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
