-- One table per kind of thing ...
CREATE TABLE customers (
  customer_id VARCHAR, name VARCHAR, email VARCHAR, city VARCHAR, loyalty_level NUMERIC,
  PRIMARY KEY (customer_id),
  GLOBAL INDEX by_city (city, name) PROJECTION ALL,
  -- sparse: only members have a loyalty level
  GLOBAL INDEX by_loyalty (loyalty_level) PROJECTION INCLUDE (name)
);

CREATE TABLE orders (
  customer_id VARCHAR, order_id VARCHAR, placed_at VARCHAR, status VARCHAR, total NUMERIC, country VARCHAR, channel VARCHAR,
  PRIMARY KEY (customer_id, order_id),
  GLOBAL INDEX by_status (status, placed_at) PROJECTION INCLUDE (total),
  -- several attributes in one key
  GLOBAL INDEX by_market (PARTITION (country, channel), SORT (status, placed_at)) PROJECTION KEYS_ONLY,
  LOCAL INDEX by_placed (customer_id, placed_at) PROJECTION ALL
);

CREATE TABLE order_items (
  order_id VARCHAR, line NUMERIC, product_id VARCHAR, quantity NUMERIC, price NUMERIC,
  PRIMARY KEY (order_id, line),
  GLOBAL INDEX by_product (product_id) PROJECTION ALL
);

CREATE TABLE products (product_id VARCHAR, PRIMARY KEY (product_id));

-- ... and the same customers and orders in one table
CREATE TABLE shop (
  pk VARCHAR, sk VARCHAR, gsi1pk VARCHAR, gsi1sk VARCHAR,
  PRIMARY KEY (pk, sk),
  GLOBAL INDEX gsi1 (gsi1pk, gsi1sk) PROJECTION ALL
);
