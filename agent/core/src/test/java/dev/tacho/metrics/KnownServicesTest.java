package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownServicesTest {
  @ParameterizedTest
  @CsvSource({
    "stripe.com, stripe",
    "api.stripe.com, stripe",
    "api-m.sandbox.paypal.com, paypal",
    "api.twilio.com, twilio",
    "api.sendgrid.com, sendgrid",
    "api.cloudflare.com, cloudflare",
    "api.beehiiv.com, beehiiv",
    "api.openai.com, openai",
    "api.anthropic.com, anthropic",
    "api.github.com, github",
    "hooks.slack.com, slack",
    "acme.eu.auth0.com, auth0",
    "acme.my.salesforce.com, salesforce",
    "graph.microsoft.com, microsoft-graph",
    "acme.openai.azure.com, azure-openai",
  })
  void aDomainStandsForAllHostsBelowIt(String host, String name) {
    assertThat(KnownServices.name(host)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "s3.amazonaws.com, aws-s3",
    "s3.eu-west-1.amazonaws.com, aws-s3",
    "bucket.s3.eu-west-1.amazonaws.com, aws-s3",
    "my.bucket.s3.dualstack.us-gov-west-1.amazonaws.com, aws-s3",
    "bucket.s3-us-west-2.amazonaws.com, aws-s3",
    "bucket.s3-accelerate.amazonaws.com, aws-s3",
    "sqs.eu-west-1.amazonaws.com, aws-sqs",
    "eu-west-1.queue.amazonaws.com, aws-queue",
    "kms-fips.us-east-1.amazonaws.com, aws-kms",
    "bedrock-runtime.us-east-1.amazonaws.com, aws-bedrock-runtime",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com, aws-ecr",
    "search-orders-x1.eu-west-1.es.amazonaws.com, aws-es",
    "vpce-1a2b.sns.eu-west-1.vpce.amazonaws.com, aws-sns",
    "dynamodb.cn-north-1.amazonaws.com.cn, aws-dynamodb",
    "lambda.eu-west-1.api.aws, aws-lambda",
    "storage.googleapis.com, google-storage",
    "bucket.storage.googleapis.com, google-storage",
    "us-central1-aiplatform.googleapis.com, google-aiplatform",
    "pubsub.europe-west3.rep.googleapis.com, google-pubsub",
    "www.googleapis.com, google-apis",
    "account.blob.core.windows.net, azure-blob",
    "account.z6.web.core.windows.net, azure-web",
    "amazonaws.com, aws",
    "eu-west-1.amazonaws.com, aws",
  })
  void aServiceOfACloudIsNamedAsItsProviderCallsIt(String host, String name) {
    assertThat(KnownServices.name(host)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1b2c3.execute-api.eu-west-1.amazonaws.com",
        "orders-123.eu-west-1.elb.amazonaws.com",
        "ec2-1-2-3-4.eu-west-1.compute.amazonaws.com",
      })
  void whatCustomersOfACloudPublishHasNoName(String host) {
    assertThat(KnownServices.name(host)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "com", "mystripe.com", "stripe.com.example.org", "a..b", "."})
  void anyOtherHostHasNoName(String host) {
    assertThat(KnownServices.name(host)).isNull();
  }

  @Test
  void noDomainStandsTwiceInTheTable() {
    assertThat(KnownServices.TABLE)
        .extracting(line -> line.split(" ", -1)[0])
        .doesNotHaveDuplicates();
    assertThat(KnownServices.TABLE)
        .allMatch(line -> line.matches("[a-z0-9.-]+ (-|[a-z0-9.-]+(-\\*)?)"));
  }
}
