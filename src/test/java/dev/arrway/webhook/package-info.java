/** Tests of webhooks and histories. */
package dev.arrway.webhook;
