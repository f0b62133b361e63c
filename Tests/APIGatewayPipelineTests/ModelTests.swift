import Diagnostics
import Testing

@testable import APIGatewayPipeline

@Suite struct ModelTests {
    private func model(_ schema: String, models: [String: String] = [:]) throws -> Model {
        var others: [String: Document] = [:]
        for (name, text) in models {
            others[name] = try Document(json: Array(text.utf8), named: name)
        }
        let document = try Document(json: Array(schema.utf8), named: "model.json")
        return try Model(document, models: others)
    }

    private func errors(_ schema: String, _ body: String) throws -> [String] {
        try model(schema).validate(Array(body.utf8)).map(\.description)
    }

    /// A schema, a payload that it allows, a payload that it does not, and why.
    @Test(arguments: [
        (
            #"{"type": "integer"}"#, "1", "1.5",
            #"instance type (number) does not match any allowed primitive type (allowed: ["integer"])"#
        ),
        (
            #"{"type": "number"}"#, "1", #""1""#,
            #"instance type (string) does not match any allowed primitive type (allowed: ["integer","number"])"#
        ),
        (
            #"{"type": ["string", "null"]}"#, "null", "[]",
            #"instance type (array) does not match any allowed primitive type (allowed: ["null","string"])"#
        ),
        (
            #"{"enum": [1, {"a": [2], "b": null}]}"#, #"{"b": null, "a": [2.0]}"#, #"{"a": [2]}"#,
            #"instance value ({"a":[2]}) not found in enum (possible values: [1,{"a":[2],"b":null}])"#
        ),
        (
            #"{"minimum": 9007199254740993}"#, "9007199254740993", "9007199254740992",
            "numeric instance is lower than the required minimum "
                + "(minimum: 9007199254740993, found: 9007199254740992)"
        ),
        (
            #"{"maximum": 0.5}"#, "5e-1", "0.51",
            "numeric instance is greater than the required maximum (maximum: 0.5, found: 0.51)"
        ),
        (
            #"{"maximum": 5, "exclusiveMaximum": true}"#, "4", "5.0",
            "numeric instance is not strictly lower than the required maximum 5"
        ),
        (
            #"{"multipleOf": 0.01}"#, "19.99", "19.999",
            "remainder of division is not zero (19.999 / 0.01)"
        ),
        (#"{"multipleOf": 7}"#, "7e100", "1e100", "remainder of division is not zero (1e100 / 7)"),
        (
            #"{"minLength": 2}"#, #""😀ä""#, #""😀""#,
            #"string "😀" is too short (length: 1, required minimum: 2)"#
        ),
        (
            #"{"maxLength": 1}"#, #""😀""#, #""ab""#,
            #"string "ab" is too long (length: 2, maximum allowed: 1)"#
        ),
        (
            #"{"pattern": "b+c"}"#, #""abbcd""#, #""ac""#,
            #"ECMA 262 regex "b+c" does not match input string "ac""#
        ),
        (
            #"{"minItems": 1}"#, "[1]", "[]",
            "array is too short: must have at least 1 elements but instance has 0 elements"
        ),
        (
            #"{"maxItems": 1}"#, "[1]", "[1, 2]",
            "array is too long: must have at most 1 elements but instance has 2 elements"
        ),
        (
            #"{"uniqueItems": true}"#, #"[1, "1", [1]]"#, "[1, 2, 1.0]",
            "array must not contain duplicate elements"
        ),
        (
            #"{"items": [{}, {}], "additionalItems": false}"#, "[1, 2]", "[1, 2, 3]",
            "schema only allows 2 elements in array but instance has 3 elements"
        ),
        (
            #"{"required": ["b", "a"]}"#, #"{"a": 1, "b": 2}"#, "{}",
            #"object has missing required properties (["a","b"])"#
        ),
        (
            #"{"minProperties": 1}"#, #"{"a": 1}"#, "{}",
            "object has too few properties (found 0 but schema requires at least 1)"
        ),
        (
            #"{"maxProperties": 0}"#, "{}", #"{"a": 1}"#,
            "object has too many properties (found 1 but schema requires at most 0)"
        ),
        (
            #"{"properties": {"a": {}}, "patternProperties": {"^x": {}}, "additionalProperties": false}"#,
            #"{"a": 1, "xy": 2}"#, #"{"z": 1, "b": 2}"#,
            #"object instance has properties which are not allowed by the schema: ["b","z"]"#
        ),
        (
            #"{"dependencies": {"a": ["b", "c"]}}"#, #"{"b": 1}"#, #"{"a": 1, "c": 2}"#,
            #"property "a" of object has missing property dependencies (schema requires ["b","c"]; missing: ["b"])"#
        ),
        (
            #"{"dependencies": {"a": {"maxProperties": 1}}}"#, #"{"b": 1, "c": 2}"#,
            #"{"a": 1, "c": 2}"#,
            "object has too many properties (found 2 but schema requires at most 1)"
        ),
        (
            #"{"allOf": [{"type": "integer"}, {"minimum": 3}]}"#, "3", "2",
            "instance failed to match all required schemas (matched only 1 out of 2)"
        ),
        (
            #"{"anyOf": [{"type": "string"}, {"minimum": 3}]}"#, "3", "2",
            "instance failed to match at least one required schema among 2"
        ),
        (
            #"{"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}"#, "4", "6",
            "instance failed to match exactly one schema (matched 2 out of 2)"
        ),
        (
            #"{"not": {"type": "null"}}"#, "0", "null",
            "instance matched a schema which it should not have"
        ),
    ])
    func keywords(_ schema: String, _ valid: String, _ invalid: String, _ error: String) throws {
        #expect(try errors(schema, valid) == [])
        #expect(try errors(schema, invalid) == [error])
    }

    @Test func demandsOnOtherTypesHold() throws {
        let schema = #"""
            {"minimum": 1, "minLength": 3, "minItems": 1, "required": ["a"], "pattern": "x",
             "format": "date", "exclusiveMinimum": true, "unknown": 1}
            """#
        #expect(try errors(schema, "null") == [])
        #expect(try errors(schema, "1") == [])
    }

    @Test func errorsSayTheirPlace() throws {
        let schema = #"""
            {"properties": {"a/b": {"items": {"properties": {"~": {"type": "null"}}}}},
             "patternProperties": {"^p": {"minimum": 2}, "1$": {"maximum": 0}},
             "additionalProperties": {"type": "string"}}
            """#
        let validated = try model(schema).validate(
            Array(#"{"z": 0, "p1": 1, "a/b": [1, {"~": 0}]}"#.utf8))
        #expect(validated.map(\.pointer) == ["/a~1b/1/~0", "/p1", "/p1", "/z"])
        #expect(validated[0].description.hasPrefix("`/a~1b/1/~0`: instance type (integer)"))
    }

    @Test func elementsByPlace() throws {
        let schema =
            #"{"items": [{"type": "null"}], "additionalItems": {"type": "boolean"}}"#
        #expect(try errors(schema, "[null, true]") == [])
        #expect(try errors(schema, "[true, null]").count == 2)
        #expect(
            try errors(#"{"items": {"type": "null"}, "additionalItems": false}"#, "[1]").count == 1)
    }

    @Test(arguments: [
        "#/definitions/Name", "#/components/schemas/Name", "#/x~1y/0", "#/definitions/Elsewhere",
        "https://apigateway.amazonaws.com/restapis/a1/models/Elsewhere",
        "https://apigateway.amazonaws.com/restapis/a1/models/Other#/definitions/Inner",
    ])
    func references(_ reference: String) throws {
        let name = #"{"type": "string"}"#
        let schema = #"""
            {"definitions": {"Name": NAME}, "components": {"schemas": {"Name": NAME}},
             "x/y": [NAME], "properties": {"name": {"$ref": "REF", "type": "null"}}}
            """#
        let text = schema.split(separator: "NAME", omittingEmptySubsequences: false)
            .joined(separator: name).split(separator: "REF").joined(separator: reference)
        let model = try model(
            text,
            models: [
                "Elsewhere": name,
                "Other": ##"""
                {"definitions": {"Inner": {"$ref": "#/definitions/Deep"}, "Deep": \##(name)}}
                """##,
            ])
        #expect(model.validate(Array(#"{"name": "a"}"#.utf8)) == [])
        #expect(model.validate(Array(#"{"name": null}"#.utf8)).map(\.pointer) == ["/name"])
    }

    @Test func schemasOfTrees() throws {
        let schema = #"""
            {"type": "object", "properties": {"next": {"$ref": "#"}}, "additionalProperties": false}
            """#
        #expect(try errors(schema, #"{"next": {"next": {}}}"#) == [])
        #expect(
            try errors(schema, #"{"next": {"next": {"x": 1}}}"#).first?.hasPrefix("`/next/next`")
                == true)
    }

    @Test func deepPayloadsEnd() throws {
        let schema = ##"{"allOf": [{"properties": {"a": {"items": {"$ref": "#"}}}}]}"##
        let body = String(repeating: #"{"a":["#, count: 100) + String(repeating: "]}", count: 100)
        #expect(try errors(schema, body) == [])
        let deeper = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
        #expect(try errors(##"{"items": {"allOf": [{"$ref": "#"}]}}"##, deeper).count == 1)
    }

    @Test(arguments: [
        ##"{"$ref": "#"}"##,
        ##"{"not": {"$ref": "#"}}"##,
        ##"""
        {"definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}},
         "allOf": [{"$ref": "#/definitions/a"}]}
        """##,
        #"{"pattern": "^(a+)+$"}"#,
    ])
    func endlessWorkIsInvalid(_ schema: String) throws {
        let body = "\"" + String(repeating: "a", count: 5000) + "!\""
        let found = try errors(schema, body)
        #expect(found == ["the payload takes too much work to check"])
    }

    @Test func doublingReferencesEnd() throws {
        let definitions = (0..<60).map { number in
            let next = ##"{"$ref": "#/definitions/d\##(number + 1)"}"##
            return #""d\#(number)": {"allOf": [\#(next), \#(next)]}"#
        }
        let schema =
            ##"{"$ref": "#/definitions/d0", "definitions": {"d60": {}, "##
            + definitions.joined(separator: ", ") + "}}"
        #expect(try errors(schema, "1") == ["the payload takes too much work to check"])
    }

    @Test func manyErrorsAreCut() throws {
        let body = "[" + Array(repeating: "1", count: 5000).joined(separator: ",") + "]"
        #expect(try errors(#"{"items": {"type": "null"}}"#, body).count == Model.errorsMax)
    }

    @Test(arguments: ["", "{", "[1,]", "{\"a\":1} x", String(repeating: "[", count: 100_000)])
    func whatIsNoJSON(_ body: String) throws {
        #expect(try errors("{}", body) == ["Unknown error parsing request body"])
    }

    /// A schema, and the code, the place and a part of the diagnostic.
    @Test(arguments: [
        (#"[]"#, "expected-schema", "expected a schema"),
        (#"{"type": "strin"}"#, "schema-type", "did you mean `string`?"),
        (
            ##"{"$ref": "#/definitions/Pe", "definitions": {"Pet": {}}}"##, "unknown-schema",
            "did you mean `Pet`?"
        ),
        (#"{"$ref": "other.json"}"#, "unknown-schema", "`other.json`"),
        (##"{"items": {"$ref": "#/items/x"}}"##, "unknown-schema", "`#/items/x`"),
        (#"{"pattern": "("}"#, "schema-pattern", "regular expression"),
        (#"{"minLength": -1}"#, "schema-keyword", "expected a whole number as `minLength`"),
        (#"{"minimum": "1"}"#, "schema-keyword", "expected a number as `minimum`"),
        (#"{"multipleOf": 0}"#, "schema-keyword", "expected a positive number"),
        (#"{"required": true}"#, "schema-keyword", "expected a list of names as `required`"),
        (#"{"properties": []}"#, "schema-keyword", "expected an object as `properties`"),
        (#"{"oneOf": {}}"#, "schema-keyword", "expected a list of schemas as `oneOf`"),
        (#"{"enum": 1}"#, "schema-keyword", "expected a list of values as `enum`"),
    ])
    func refusals(_ schema: String, _ code: String, _ part: String) throws {
        let error = try #require(throws: InvalidModel.self) { try model(schema) }
        #expect(error.diagnostics.map(\.code) == [code])
        #expect(error.description.contains(part), "\(error)")
    }

    @Test func allThatIsWrongIsToldWithItsPlace() throws {
        let schema = "{\n\"type\": \"any\",\n\"items\": {\"$ref\": \"#/x\"}\n}"
        let error = try #require(throws: InvalidModel.self) { try model(schema) }
        #expect(error.diagnostics.compactMap(\.location?.line) == [2, 3])
    }
}
