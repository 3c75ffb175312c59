package diagnosis

import "reflect"

// Normalize replaces, in place, every nil slice and map of d by an empty one, so that its
// JSON form has [] and {} where nothing was found and never null, and sets the name of
// the schema where it is missing. Values of facts and cells of tables stay as they are:
// nil means unknown there.
func (d *Diagnosis) Normalize() {
	if d.Schema == "" {
		d.Schema = Schema
	}
	normalize(reflect.ValueOf(d).Elem())
}

func normalize(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			normalize(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			normalize(v.Field(i))
		}
	case reflect.Map:
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			normalize(v.Index(i))
		}
	}
}
