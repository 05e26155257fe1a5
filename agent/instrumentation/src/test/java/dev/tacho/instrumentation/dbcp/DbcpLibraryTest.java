package dev.tacho.instrumentation.dbcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DbcpLibraryTest {
  @Test
  void theNameInAJmxNameIsThePools() {
    assertThat(DbcpLibrary.nameOf("com.acme:type=DataSource,name=orders")).isEqualTo("orders");
    assertThat(DbcpLibrary.nameOf("com.acme:name=orders,type=DataSource")).isEqualTo("orders");
    assertThat(DbcpLibrary.nameOf("Catalina:type=DataSource,class=x,name=\"jdbc/orders\""))
        .isEqualTo("jdbc/orders");
  }

  @Test
  void aJmxNameWithoutANameIsThePoolsAsItIs() {
    assertThat(DbcpLibrary.nameOf("com.acme:type=DataSource"))
        .isEqualTo("com.acme:type=DataSource");
    assertThat(DbcpLibrary.nameOf("com.acme:nickname=a")).isEqualTo("com.acme:nickname=a");
    assertThat(DbcpLibrary.nameOf("orders")).isEqualTo("orders");
    assertThat(DbcpLibrary.nameOf("name=orders")).isEqualTo("name=orders");
  }
}
