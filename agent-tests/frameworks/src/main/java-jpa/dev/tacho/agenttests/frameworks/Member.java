package dev.tacho.agenttests.frameworks;

import java.util.ArrayList;
import java.util.List;
import javax.persistence.CascadeType;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.OneToMany;
import javax.persistence.SequenceGenerator;
import javax.persistence.Table;

@Entity
@Table(name = "members")
class Member {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "member_ids")
  @SequenceGenerator(name = "member_ids", sequenceName = "member_ids", allocationSize = 50)
  private Long id;

  @OneToMany(mappedBy = "member", cascade = CascadeType.ALL)
  private List<Order> orders = new ArrayList<>();

  Long id() {
    return id;
  }

  List<Order> orders() {
    return orders;
  }
}
