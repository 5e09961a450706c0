/** Tests of webhooks and histories. */
package dev.arrway.feature.webhooks;
