package dev.tacho.agenttests.frameworks;

/** Members and their orders, as one framework reads and writes them. */
public interface Club {
  int MEMBER_COUNT = 12;
  int ORDERS_OF_EACH = 2;

  /** A database that lives as long as the JVM. */
  String DATABASE = "jdbc:h2:mem:club;DB_CLOSE_DELAY=-1";

  /** Makes the tables, one member after the other, and their orders. */
  void create() throws Exception;

  /** Counts all orders, after one query for the members and one more for each of them. */
  int ordersOneByOne() throws Exception;

  /** The same by one query for both tables. */
  int ordersAtOnce() throws Exception;

  /** As {@link #ordersOneByOne}, with the member's number in the SQL text. */
  int ordersByLiterals() throws Exception;
}
