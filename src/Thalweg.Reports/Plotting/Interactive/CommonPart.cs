using System.Text.Json.Nodes;

namespace Thalweg.Reports.Plotting.Interactive;

/// <summary>Takes out of several JSON objects what all of them hold, so that a page carries it once.</summary>
internal static class CommonPart
{
    /// <summary>Removes equal members from all objects, at any depth, and returns them as one object.</summary>
    public static JsonObject Extract(IReadOnlyList<JsonObject> objects)
    {
        var common = new JsonObject();
        if (objects.Count == 0)
        {
            return common;
        }
        foreach (var name in objects[0].Select(member => member.Key).ToList())
        {
            var values = objects.Select(o => o[name]).ToList();
            if (values.TrueForAll(v => JsonNode.DeepEquals(v, values[0])) && objects.All(o => o.ContainsKey(name)))
            {
                common[name] = values[0]?.DeepClone();
                foreach (var item in objects)
                {
                    item.Remove(name);
                }
            }
            else if (values.TrueForAll(v => v is JsonObject))
            {
                common[name] = Extract([.. values.Select(v => v!.AsObject())]);
            }
        }
        return common;
    }
}
