package dev.tacho.cli.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Linux tells of a process before it is touched. To attach, the JDK sends it SIGQUIT, which
 * ends a process that is no JVM, and makes a JVM that may not be attached to print all its threads;
 * so that is asked first. Elsewhere, and where nothing can be read, all is taken to be well.
 */
final class TargetProcess {
  private static final long SIGQUIT = 1L << (3 - 1);
  private static final String NO_ATTACH = "-XX:+DisableAttachMechanism";

  private final Path proc;
  private final String pid;
  private final Path folder;

  TargetProcess(String pid) {
    this(Paths.get("/proc"), pid);
  }

  /**
   * @param proc the folder in which each process has one
   */
  TargetProcess(Path proc, String pid) {
    this.proc = proc;
    this.pid = pid;
    this.folder = proc.resolve(pid);
  }

  /** Throws what would keep anybody from attaching to it. */
  void check() throws AttachException {
    if (!Files.isReadable(proc.resolve("self").resolve("status"))) {
      return; // not Linux
    }
    String status = read("status");
    if (status.isEmpty()) {
      throw new AttachException(
          "there is no process "
              + pid
              + " here. The command list names those that can be attached to; a JVM in a container"
              + " has the pid that it has in there, and this command has to run in there, too.");
    }
    checkUser(status);
    String maps = read("maps");
    if (!maps.isEmpty() && !maps.contains("libjvm.") && !maps.contains("libj9")) {
      throw new AttachException("process " + pid + " is no JVM.");
    }
    if (read("cmdline").contains(NO_ATTACH) || read("environ").contains(NO_ATTACH)) {
      throw new AttachException(
          "process "
              + pid
              + " was started with "
              + NO_ATTACH
              + ": nothing can be attached to it. Start it with -javaagent.");
    }
    if (!catchesQuit(status)) {
      throw new AttachException(
          "process "
              + pid
              + " takes no SIGQUIT, by which the JDK attaches: it has just been started, or it was"
              + " started with -Xrs. Try again in a moment, or start it with -javaagent.");
    }
  }

  private void checkUser(String status) throws AttachException {
    String user = field(status, "Uid:");
    String own = field(read(proc.resolve("self"), "status"), "Uid:");
    if (!own.equals("0") && !own.equals(user)) {
      throw new AttachException(
          "process "
              + pid
              + " runs as user "
              + user
              + ", this command as user "
              + own
              + ": run it as that user (sudo -u '#"
              + user
              + "').");
    }
  }

  /** Throws if the target finds no file at {@code path}, because it is in another container. */
  void checkSees(String path) throws AttachException {
    Path root = folder.resolve("root");
    if (Files.isReadable(root) && !Files.exists(Paths.get(root + path))) {
      throw new AttachException(
          "process "
              + pid
              + " finds no "
              + path
              + ": it is in another container than this command. Copy the jar in there and run the"
              + " command in there, or copy it to the same path.");
    }
  }

  private static boolean catchesQuit(String status) {
    String caught = field(status, "SigCgt:");
    return caught.isEmpty() || (Long.parseUnsignedLong(caught, 16) & SIGQUIT) != 0;
  }

  /** The first value behind {@code name}, empty if there is none. */
  private static String field(String status, String name) {
    Matcher line = Pattern.compile("^" + name + "\\s*(\\S+)", Pattern.MULTILINE).matcher(status);
    return line.find() ? line.group(1) : "";
  }

  private String read(String file) {
    return read(folder, file);
  }

  /** Returns nothing if it cannot be read. */
  private static String read(Path folder, String file) {
    try {
      return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      return "";
    }
  }
}
