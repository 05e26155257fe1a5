package dev.tacho.agenttests.frameworks;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

interface ClubMapper {
  @Update(Tables.MEMBERS)
  void createMembers();

  @Update(Tables.ORDERS)
  void createOrders();

  @Insert("insert into members (id) values (#{id})")
  void addMember(int id);

  @Insert("insert into orders (id, member_id) values (#{id}, #{member})")
  void addOrder(@Param("id") int id, @Param("member") int member);

  @Select("select id from members")
  List<Integer> members();

  @Select("select id from orders where member_id = #{member}")
  List<Integer> ordersOf(int member);

  @Select("select id from orders where member_id = ${member}")
  List<Integer> ordersByLiteral(@Param("member") int member);

  @Select("select o.id from members m join orders o on o.member_id = m.id")
  List<Integer> allOrders();
}
