package dev.tacho.agenttests.containers.spring;

import dev.tacho.agenttests.containers.Launch;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The shop as a service of Spring Boot. */
@SpringBootApplication
public class SpringBootShop implements WebMvcConfigurer {
  public static void main(String[] arguments) throws Exception {
    Launch launch = new Launch(arguments);
    File files = launch.files();
    Files.write(
        files.toPath().resolve("index.html"), "welcome".getBytes(StandardCharsets.US_ASCII));
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.port", "0");
    properties.put("server.address", "127.0.0.1");
    properties.put("server.servlet.context-path", "/shop");
    properties.put("server.tomcat.basedir", launch.folder().getPath());
    properties.put("spring.web.resources.static-locations", files.toURI().toString());
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.main.lazy-initialization", "true");
    properties.put("logging.level.root", "off");
    SpringApplication application = new SpringApplication(SpringBootShop.class);
    application.setDefaultProperties(properties);
    ConfigurableApplicationContext context = application.run();
    launch.ready(Integer.parseInt(context.getEnvironment().getProperty("local.server.port")));
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/about").setViewName("forward:/members/1");
  }

  @Bean
  RouterFunction<ServerResponse> functions() {
    return RouterFunctions.route()
        .GET("/functions/{id}", request -> ServerResponse.ok().body(request.pathVariable("id")))
        .build();
  }
}
