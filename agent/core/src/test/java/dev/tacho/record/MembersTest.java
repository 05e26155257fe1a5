package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MembersTest {
  @SuppressWarnings("UnusedVariable") // read by a handle
  static class Base {
    private final List<String> items = new ArrayList<>(List.of("a", "b"));
  }

  @SuppressWarnings("UnusedVariable")
  static final class Pool extends Base {
    private final Pool parent;
    private volatile boolean closed;

    Pool(Pool parent) {
      this.parent = parent;
    }

    public String name() {
      return parent == null ? "parent" : "child";
    }
  }

  private final Object pool = new Pool(new Pool(null));

  @Test
  void aPathLeadsThroughPrivateFieldsInheritedOnesAndMethods() throws Throwable {
    MethodHandle items = Members.read(Pool.class, int.class, "parent", "items", "size()");
    MethodHandle name = Members.read(Pool.class, Object.class, "parent", "name()");
    MethodHandle closed = Members.read(Pool.class, boolean.class, "closed");

    assertThat((int) items.invokeExact(pool)).isEqualTo(2);
    assertThat((Object) name.invokeExact(pool)).isEqualTo("parent");
    assertThat((boolean) closed.invokeExact(pool)).isFalse();
  }

  @Test
  void anObjectOnTheWayThatIsNotThereFailsTheCall() throws Throwable {
    MethodHandle items = Members.read(Pool.class, int.class, "parent", "parent", "items", "size()");

    assertThatThrownBy(() -> items.invoke(pool)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void aMemberThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Members.read(Pool.class, int.class, "parent", "size"))
        .isInstanceOf(NoSuchFieldException.class)
        .hasMessage("size in " + Pool.class.getName());
    assertThatThrownBy(() -> Members.read(Pool.class, int.class, "size()"))
        .isInstanceOf(NoSuchMethodException.class);
  }

  @Test
  void theTypeIsTheOneAMemberIsDeclaredWith() throws ReflectiveOperationException {
    assertThat(Members.typeOf(Pool.class, "items")).isEqualTo(List.class);
    assertThat(Members.typeOf(Pool.class, "name()")).isEqualTo(String.class);
  }

  /** {@code java.lang} is not open to the tests: what is public is found all the same. */
  @Test
  void publicMembersOfAClosedModuleAreRead() throws Throwable {
    MethodHandle length = Members.read(String.class, int.class, "length()");

    assertThat((int) length.invokeExact((Object) "four")).isEqualTo(4);
    assertThatThrownBy(() -> Members.read(String.class, Object.class, "value"))
        .isInstanceOf(IllegalAccessException.class);
  }
}
