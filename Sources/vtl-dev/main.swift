print("vtl-dev")
