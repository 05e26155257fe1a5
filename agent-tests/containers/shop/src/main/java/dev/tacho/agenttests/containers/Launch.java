package dev.tacho.agenttests.containers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.LogManager;

/** What a server is told ({@code --port-file PATH}) and owes the test that started it. */
public final class Launch {
  private final Path portFile;

  public Launch(String[] arguments) {
    this.portFile = new File(arguments[1]).toPath();
    // Containers report the exceptions that the application throws on purpose.
    LogManager.getLogManager().reset();
  }

  /** A folder of this process, which its end removes. */
  public File folder() {
    return portFile.getParent().toFile();
  }

  /** The folder that the default servlet serves, with one file in it: {@code logo.txt}. */
  public File files() throws IOException {
    Path files = portFile.resolveSibling("files");
    Files.createDirectories(files);
    Files.write(files.resolve("logo.txt"), "a logo".getBytes(StandardCharsets.US_ASCII));
    return files.toFile();
  }

  /** Says that the server is up. */
  public void ready(int port) throws IOException {
    Path unfinished = portFile.resolveSibling("unfinished");
    Files.write(unfinished, Integer.toString(port).getBytes(StandardCharsets.US_ASCII));
    Files.move(unfinished, portFile, StandardCopyOption.ATOMIC_MOVE);
  }
}
