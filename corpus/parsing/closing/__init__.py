"""What stands below the body: recipients, signer; and the budget."""
