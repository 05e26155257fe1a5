package dev.tacho.cli;

import dev.tacho.endpoint.PasswordHash;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;

/** {@code hash-password}. */
final class HashPassword implements Command {
  @Override
  public String name() {
    return "hash-password";
  }

  @Override
  public String summary() {
    return "the line for auth-password-file, from a password that is typed or piped in";
  }

  @Override
  public String help() {
    return "hash-password [--out FILE]\n\n"
        + "Asks for a password and writes the line that auth-password-file and\n"
        + "TACHO_AUTH_PASSWORD_HASH take, to FILE or to standard output:\n"
        + "  java -jar tacho-agent.jar hash-password --out metrics-password\n"
        + "Where standard input or output is no terminal, the password is read as one line.\n"
        + "It is never an argument: other users of the machine would see it.\n";
  }

  @Override
  public int run(List<String> arguments, Console console) throws IOException {
    boolean toFile = arguments.size() == 2 && arguments.get(0).equals("--out");
    if (!toFile && !arguments.isEmpty()) {
      throw new UsageException(
          "hash-password: expected --out FILE or nothing; the password is typed or piped in.");
    }
    char[] password = console.isTerminal() ? typed() : piped(console);
    if (password.length == 0) {
      throw new UsageException("hash-password: expected a password that is not empty.");
    }
    try {
      String line = PasswordHash.of(password).toString();
      if (toFile) {
        write(new File(arguments.get(1)), line);
      } else {
        console.out().println(line);
      }
    } catch (GeneralSecurityException unavailable) {
      throw new IOException(unavailable);
    } finally {
      Arrays.fill(password, '\0');
    }
    return OK;
  }

  /** For its owner only, before there is anything in it. */
  private static void write(File file, String line) throws IOException {
    try (OutputStream out = new FileOutputStream(file)) {
      boolean own = file.setReadable(false, false) && file.setReadable(true, true);
      if (!own) {
        throw new IOException("cannot keep " + file + " from other users");
      }
      out.write((line + '\n').getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static char[] typed() {
    java.io.Console terminal = System.console();
    char[] first = read(terminal, "Password: ");
    if (!Arrays.equals(first, read(terminal, "Once more: "))) {
      throw new UsageException("hash-password: the two differ.");
    }
    return first;
  }

  private static char[] read(java.io.Console terminal, String prompt) {
    char[] password = terminal.readPassword(prompt);
    return password == null ? new char[0] : password;
  }

  private static char[] piped(Console console) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)).readLine();
    return line == null ? new char[0] : line.toCharArray();
  }
}
