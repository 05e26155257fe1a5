package dev.tacho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {
  private final TestConsole console = new TestConsole();

  @Test
  void withoutArgumentsItSaysWhatThereIs() {
    assertThat(console.run()).isEqualTo(Command.OK);
    assertThat(console.out()).contains("-javaagent:tacho-agent.jar");
    for (Command command : Commands.all()) {
      assertThat(console.out()).contains("\n  " + command.name() + " ");
    }
  }

  @Test
  void everyCommandExplainsItself() {
    for (Command command : Commands.all()) {
      String expected = "java -jar tacho-agent.jar " + command.help();
      assertThat(command.help()).startsWith(command.name()).endsWith("\n");
      assertThat(console.run("help", command.name())).isEqualTo(Command.OK);
      assertThat(console.out()).isEqualTo(expected);
      assertThat(console.run(command.name(), "--help")).isEqualTo(Command.OK);
      assertThat(console.out()).isEqualTo(expected);
      assertThat(console.err()).isEmpty();
    }
  }

  @Test
  void anUnknownCommandIsAnErrorThatNamesTheKnownOnes() {
    assertThat(console.run("frobnicate")).isEqualTo(Command.FAILED);
    assertThat(console.err()).startsWith("tacho: frobnicate: expected one of help, version");
    assertThat(console.out()).isEmpty();
  }
}
