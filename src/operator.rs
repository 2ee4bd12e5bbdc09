//! Every operator, function and aggregate, once: spelling, binding power, types, help.
