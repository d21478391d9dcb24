"""What a specification says as it is written: keys, steps, options, what is known of the network."""
