package dev.tacho.agenttests.frameworks;

/** The SQL that makes the tables, for frameworks that do not. */
final class Tables {
  static final String MEMBERS = "create table members (id int primary key)";
  static final String ORDERS =
      "create table orders (id int primary key, member_id int not null references members)";

  private Tables() {}
}
