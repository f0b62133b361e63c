print("vtl")
