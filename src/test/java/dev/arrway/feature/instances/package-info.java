/** Tests of instances. */
package dev.arrway.feature.instances;
