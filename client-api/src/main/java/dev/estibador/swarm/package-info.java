/**
 * Engines joined in a swarm: the groups {@link dev.estibador.swarm.Swarm}, {@link dev.estibador.swarm.Nodes},
 * {@link dev.estibador.swarm.Services}, {@link dev.estibador.swarm.Tasks}, {@link dev.estibador.swarm.Secrets} and
 * {@link dev.estibador.swarm.Configs}, what they take and what they give.
 */
@NullMarked
package dev.estibador.swarm;

import org.jspecify.annotations.NullMarked;
