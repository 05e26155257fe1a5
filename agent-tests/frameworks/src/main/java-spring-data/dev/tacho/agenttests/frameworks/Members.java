package dev.tacho.agenttests.frameworks;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

interface Members extends JpaRepository<Member, Long> {
  @Transactional(readOnly = true)
  @Query("select distinct m from Member m join fetch m.orders")
  List<Member> findAllWithOrders();
}
