"""The specification language: text -> document -> specification -> flat layers."""
