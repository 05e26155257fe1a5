package dev.tacho.instrumentation.springmvc;

import java.util.Map;
import java.util.function.ToIntFunction;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletMapping;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.MappingMatch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletMapping;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.Controller;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Spring's servlet without a container, mounted at {@code /shop}. A path may begin with the type of
 * the dispatch, as in {@code FORWARD /members/1}, and may tell where a prefix that the servlet is
 * mapped to ends, as in {@code /app|/members/1}.
 */
public final class SpringMvcApplication implements ToIntFunction<String> {
  private static final String CONTEXT_PATH = "/shop";

  private final DispatcherServlet servlet;

  public SpringMvcApplication() throws ServletException {
    MockServletContext context = new MockServletContext();
    context.setContextPath(CONTEXT_PATH);
    AnnotationConfigWebApplicationContext beans = new AnnotationConfigWebApplicationContext();
    beans.setServletContext(context);
    beans.register(Beans.class);
    servlet = new DispatcherServlet(beans);
    servlet.init(new MockServletConfig(context));
  }

  @Override
  public int applyAsInt(String steps) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    for (String step : steps.split(", ", -1)) {
      response = new MockHttpServletResponse();
      try {
        servlet.service(request(step), response);
      } catch (Exception failure) {
        throw new IllegalStateException(step, failure);
      }
    }
    return response.getStatus();
  }

  private MockHttpServletRequest request(String step) {
    String path = step.substring(step.indexOf('/'));
    int prefix = path.indexOf('|');
    MockHttpServletRequest request =
        new MockHttpServletRequest(
            servlet.getServletContext(), "GET", CONTEXT_PATH + path.replace("|", "")) {
          @Override
          public HttpServletMapping getHttpServletMapping() {
            return prefix < 0
                ? new MockHttpServletMapping("", "/", "dispatcher", MappingMatch.DEFAULT)
                : new MockHttpServletMapping("", "/app/*", "dispatcher", MappingMatch.PATH);
          }
        };
    request.setContextPath(CONTEXT_PATH);
    request.setServletPath(prefix < 0 ? path : path.substring(0, prefix));
    request.setPathInfo(
        prefix < 0 || prefix == path.length() - 1 ? null : path.substring(prefix + 1));
    if (!step.startsWith("/")) {
      request.setDispatcherType(DispatcherType.valueOf(step.substring(0, step.indexOf(' '))));
    }
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      request.setAttribute("javax.servlet.error.status_code", 404);
    }
    return request;
  }

  @Configuration
  @EnableWebMvc
  public static class Beans implements WebMvcConfigurer {
    /** As is the default since Spring 6. */
    @Override
    public void configurePathMatch(PathMatchConfigurer configurer) {
      configurer.setPatternParser(new PathPatternParser());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
      registry.addStatusController("/about", HttpStatus.OK);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
      registry.addResourceHandler("/files/**").addResourceLocations("classpath:/files/");
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry
          .addInterceptor(
              new HandlerInterceptor() {
                @Override
                public boolean preHandle(
                    HttpServletRequest request, HttpServletResponse response, Object handler) {
                  response.setStatus(403);
                  return false;
                }
              })
          .addPathPatterns("/secret/**");
    }

    @Bean
    Members members() {
      return new Members();
    }

    @Bean
    SimpleUrlHandlerMapping legacy() {
      Controller ok = (request, response) -> null;
      return new SimpleUrlHandlerMapping(Map.of("/legacy/**", ok), 1);
    }

    @Bean
    SimpleUrlHandlerMapping fallback() {
      Controller gone =
          (request, response) -> {
            response.setStatus(410);
            return null;
          };
      return new SimpleUrlHandlerMapping(Map.of("/**", gone), Integer.MAX_VALUE);
    }

    @Bean
    RouterFunction<ServerResponse> functions() {
      return RouterFunctions.route()
          .GET("/functions/{id}", request -> ServerResponse.ok().build())
          .build();
    }
  }

  @RestController
  public static final class Members {
    @GetMapping({"/", ""})
    String root() {
      return "root";
    }

    @GetMapping("/members/{id}")
    ResponseEntity<String> member(@PathVariable("id") int id) {
      return id == 0 ? ResponseEntity.notFound().build() : ResponseEntity.ok("member");
    }

    @PostMapping("/posts-only")
    String posts() {
      return "posted";
    }

    @GetMapping("/orders/{id:[0-9]+}/lines")
    String lines() {
      return "lines";
    }

    @GetMapping("/secret/{id}")
    String secret() {
      return "secret";
    }
  }
}
