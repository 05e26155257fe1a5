package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSlot;
import dev.tacho.sql.SqlDialect;
import dev.tacho.sql.SqlSummary;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

final class StatementTextsTest {
  private static final SqlStatement SELECT = text("select * from members");
  private static final SqlStatement DELETE = text("delete from members");

  private final StatementTexts texts = new StatementTexts();
  private final ThreadState thread = ThreadState.get();

  @Test
  void aStatementWithASlotCarriesItsText() {
    Slotted statement = new Slotted();
    texts.put(statement, SELECT);

    assertThat(StatementTexts.heldBy(statement.value)).isSameAs(SELECT);
    assertThat(texts.get(statement, thread)).isSameAs(SELECT);
  }

  @Test
  void aSlotHoldsNothingOfTheAgentOnceItIsEmptied() {
    Slotted statement = new Slotted();
    texts.put(statement, text("select * from orders"));
    texts.emptySlots();

    assertThat(StatementTexts.heldBy(statement.value)).isNull();
    assertThat(texts.get(statement, thread)).isNull();
  }

  @Test
  void aStatementWithoutASlotIsRememberedBesideIt() {
    Object statement = new Object();
    texts.put(statement, SELECT);

    assertThat(texts.get(statement, thread)).isSameAs(SELECT);
    assertThat(texts.get(new Object(), thread)).isNull();
  }

  @Test
  void whatIsPreparedAgainHasItsNewText() {
    Object[] statements = {new Slotted(), new Object()};
    for (Object statement : statements) {
      texts.put(statement, SELECT);
      texts.put(statement, DELETE);
    }

    assertThat(statements)
        .extracting(statement -> texts.get(statement, thread))
        .containsExactly(DELETE, DELETE);
  }

  @Test
  void nobodyIsCalledThroughAProxyOfAStatement() {
    Object proxy =
        Proxy.newProxyInstance(
            TachoSlot.class.getClassLoader(),
            new Class<?>[] {TachoSlot.class},
            (self, method, arguments) -> {
              throw new AssertionError("the application was called");
            });

    texts.put(proxy, SELECT);
  }

  @Test
  void aBatchIsForgottenWhenItIsTaken() {
    Object[] statements = {new Slotted(), new Object()};
    for (Object statement : statements) {
      texts.put(statement, SELECT);
      texts.putBatch(statement, DELETE);

      assertThat(texts.batch(statement, thread)).isSameAs(DELETE);
      assertThat(texts.takeBatch(statement, thread)).isSameAs(DELETE);
      assertThat(texts.takeBatch(statement, thread)).isNull();
      assertThat(texts.get(statement, thread)).as("what it was prepared for").isSameAs(SELECT);
    }
  }

  private static SqlStatement text(String sql) {
    return new SqlStatement("h2", SqlSummary.of(sql, SqlDialect.of("h2")), null);
  }

  /** As weaving makes them. */
  private static final class Slotted implements TachoSlot {
    private Object value;

    @Override
    public Object tachoSlot() {
      return value;
    }

    @Override
    public void tachoSlot(Object newValue) {
      value = newValue;
    }
  }
}
