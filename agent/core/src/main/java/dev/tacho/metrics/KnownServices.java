package dev.tacho.metrics;

import java.util.HashMap;
import java.util.Map;

/**
 * The names of well-known services; what the operator configures comes before. To add one, add a
 * line to the table.
 */
final class KnownServices {
  /**
   * A domain, which stands for all below it as well, and the name. The longest domain that fits
   * wins. A star in the name stands for the service as the provider calls it: the label of the host
   * in front of the domain, regions left out. A dash is no name: what is below such a domain is run
   * by the provider's customers, and not one service.
   */
  static final String[] TABLE = {
    // payment, accounting, tax
    "stripe.com stripe",
    "paypal.com paypal",
    "braintreegateway.com braintree",
    "braintree-api.com braintree",
    "adyen.com adyen",
    "adyenpayments.com adyen",
    "squareup.com square",
    "squareupsandbox.com square",
    "mollie.com mollie",
    "klarna.com klarna",
    "checkout.com checkout.com",
    "authorize.net authorize.net",
    "worldpay.com worldpay",
    "gocardless.com gocardless",
    "paddle.com paddle",
    "chargebee.com chargebee",
    "recurly.com recurly",
    "wise.com wise",
    "transferwise.com wise",
    "plaid.com plaid",
    "razorpay.com razorpay",
    "mercadopago.com mercadopago",
    "xero.com xero",
    "intuit.com intuit",
    "avatax.com avalara",
    "avalara.com avalara",
    "taxjar.com taxjar",
    // mail, messages, news
    "twilio.com twilio",
    "sendgrid.com sendgrid",
    "sendgrid.net sendgrid",
    "mailgun.net mailgun",
    "mailchimp.com mailchimp",
    "mandrillapp.com mandrill",
    "mailjet.com mailjet",
    "postmarkapp.com postmark",
    "sparkpost.com sparkpost",
    "brevo.com brevo",
    "sendinblue.com brevo",
    "resend.com resend",
    "klaviyo.com klaviyo",
    "customer.io customer.io",
    "beehiiv.com beehiiv",
    "substack.com substack",
    "convertkit.com kit",
    "kit.com kit",
    "vonage.com vonage",
    "nexmo.com vonage",
    "messagebird.com messagebird",
    "plivo.com plivo",
    "slack.com slack",
    "discord.com discord",
    "telegram.org telegram",
    "whatsapp.com whatsapp",
    "pusher.com pusher",
    "ably.io ably",
    "onesignal.com onesignal",
    // models
    "openai.com openai",
    "anthropic.com anthropic",
    "claude.com anthropic",
    "mistral.ai mistral",
    "cohere.com cohere",
    "cohere.ai cohere",
    "groq.com groq",
    "deepseek.com deepseek",
    "perplexity.ai perplexity",
    "x.ai xai",
    "openrouter.ai openrouter",
    "together.xyz together",
    "replicate.com replicate",
    "huggingface.co huggingface",
    "elevenlabs.io elevenlabs",
    "pinecone.io pinecone",
    "voyageai.com voyageai",
    // identity
    "auth0.com auth0",
    "okta.com okta",
    "oktapreview.com okta",
    "onelogin.com onelogin",
    "clerk.com clerk",
    "workos.com workos",
    "microsoftonline.com microsoft-login",
    "live.com microsoft-login",
    "accounts.google.com google-accounts",
    "appleid.apple.com apple-id",
    // code and operations
    "github.com github",
    "githubusercontent.com github",
    "gitlab.com gitlab",
    "bitbucket.org bitbucket",
    "atlassian.com atlassian",
    "atlassian.net atlassian",
    "docker.com docker",
    "docker.io docker",
    "cloudflare.com cloudflare",
    "fastly.com fastly",
    "r2.cloudflarestorage.com cloudflare-r2",
    "datadoghq.com datadog",
    "datadoghq.eu datadog",
    "newrelic.com newrelic",
    "nr-data.net newrelic",
    "sentry.io sentry",
    "pagerduty.com pagerduty",
    "opsgenie.com opsgenie",
    "grafana.net grafana",
    "honeycomb.io honeycomb",
    "bugsnag.com bugsnag",
    "rollbar.com rollbar",
    "launchdarkly.com launchdarkly",
    // customers, shops, contents
    "shopify.com shopify",
    "myshopify.com shopify",
    "hubspot.com hubspot",
    "hubapi.com hubspot",
    "salesforce.com salesforce",
    "force.com salesforce",
    "zendesk.com zendesk",
    "intercom.io intercom",
    "freshdesk.com freshdesk",
    "pipedrive.com pipedrive",
    "algolia.net algolia",
    "algolianet.com algolia",
    "contentful.com contentful",
    "sanity.io sanity",
    "cloudinary.com cloudinary",
    "airtable.com airtable",
    "notion.com notion",
    "typeform.com typeform",
    "docusign.net docusign",
    "docusign.com docusign",
    "dropboxapi.com dropbox",
    "box.com box",
    "segment.io segment",
    "segment.com segment",
    "mixpanel.com mixpanel",
    "amplitude.com amplitude",
    "posthog.com posthog",
    "mapbox.com mapbox",
    "here.com here",
    "fedex.com fedex",
    "ups.com ups",
    "dhl.com dhl",
    "goshippo.com shippo",
    "openweathermap.org openweathermap",
    "youtube.com youtube",
    "spotify.com spotify",
    "facebook.com facebook",
    "instagram.com instagram",
    "linkedin.com linkedin",
    "twitter.com x",
    "x.com x",
    "tiktokapis.com tiktok",
    // databases behind HTTP
    "mongodb-api.com mongodb-atlas",
    "mongodb.com mongodb-atlas",
    "elastic-cloud.com elastic-cloud",
    "supabase.co supabase",
    "upstash.io upstash",
    "snowflakecomputing.com snowflake",
    "databricks.com databricks",
    "confluent.cloud confluent",
    // clouds
    "amazonaws.com aws-*",
    "amazonaws.com.cn aws-*",
    "api.aws aws-*",
    "elb.amazonaws.com -",
    "compute.amazonaws.com -",
    "compute-1.amazonaws.com -",
    "googleapis.com google-*",
    "www.googleapis.com google-apis",
    "google-analytics.com google-analytics",
    "recaptcha.net google-recaptcha",
    "firebaseio.com google-firebase",
    "gcr.io google-container-registry",
    "pkg.dev google-artifact-registry",
    "core.windows.net azure-*",
    "vault.azure.net azure-key-vault",
    "servicebus.windows.net azure-service-bus",
    "search.windows.net azure-search",
    "documents.azure.com azure-cosmos-db",
    "openai.azure.com azure-openai",
    "cognitiveservices.azure.com azure-cognitive-services",
    "communication.azure.com azure-communication",
    "azurecr.io azure-container-registry",
    "management.azure.com azure-management",
    "monitor.azure.com azure-monitor",
    "graph.microsoft.com microsoft-graph",
    "digitaloceanspaces.com digitalocean-spaces",
    "digitalocean.com digitalocean",
    "backblazeb2.com backblaze",
    "wasabisys.com wasabi",
    "heroku.com heroku",
  };

  /** Labels between a domain and its service that tell how or where it is reached. */
  private static final String ROUTING = " dualstack fips mtls rep vpce ";

  /** Amazon's name for the interfaces that its customers publish. */
  private static final String CUSTOMERS_OWN = "execute-api";

  private static final String NO_NAME = "-";
  private static final String ANY_SERVICE = "-*";
  private static final Map<String, String> names = names();

  private KnownServices() {}

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String line : TABLE) {
      int blank = line.indexOf(' ');
      names.put(line.substring(0, blank), line.substring(blank + 1));
    }
    return names;
  }

  /**
   * The name of the service at {@code host}, or null.
   *
   * @param host in lower case, without a dot at the end
   */
  static String name(String host) {
    int start = 0;
    do {
      String name = names.get(host.substring(start));
      if (name != null) {
        return name.equals(NO_NAME) ? null : nameOfOne(name, host, start);
      }
      start = host.indexOf('.', start) + 1;
    } while (start > 0);
    return null;
  }

  /**
   * @param domainAt where the provider's domain begins in {@code host}
   */
  private static String nameOfOne(String name, String host, int domainAt) {
    if (!name.endsWith(ANY_SERVICE)) {
      return name;
    }
    String provider = name.substring(0, name.length() - ANY_SERVICE.length());
    int end = domainAt - 1;
    while (end > 0) {
      int start = host.lastIndexOf('.', end - 1) + 1;
      String label = host.substring(start, end);
      if (!isRegion(label) && !ROUTING.contains(' ' + label + ' ')) {
        return label.equals(CUSTOMERS_OWN) ? null : provider + '-' + service(label);
      }
      end = start - 1;
    }
    return provider;
  }

  /** Some services have the region, or how they are reached, in the same label. */
  private static String service(String label) {
    if (label.startsWith("s3-")) {
      return "s3";
    }
    if (label.endsWith("-fips")) {
      return label.substring(0, label.length() - "-fips".length());
    }
    for (int dash = label.indexOf('-'); dash >= 0; dash = label.indexOf('-', dash + 1)) {
      if (isRegion(label.substring(0, dash))) {
        return label.substring(dash + 1);
      }
    }
    return label;
  }

  /** As {@code eu-west-1} or {@code europe-west3}: words with dashes, and a number at the end. */
  private static boolean isRegion(String label) {
    int digits = label.length();
    while (digits > 0 && Character.isDigit(label.charAt(digits - 1))) {
      digits--;
    }
    for (int i = 0; i < digits; i++) {
      char c = label.charAt(i);
      if (c != '-' && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return digits < label.length() && label.indexOf('-') > 0 && !label.startsWith("s3-");
  }
}
