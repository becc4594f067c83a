-- One role and one database for the gradebook, and nobody else in it. Run as PostgreSQL's administrator, once, with the
-- new password in PGNEWPASSWORD: in the command itself everybody on the computer could read it.
\set ON_ERROR_STOP on
\getenv password PGNEWPASSWORD

CREATE ROLE toolkit LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT 40;
CREATE DATABASE gradebook OWNER toolkit TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
-- PostgreSQL lets everybody in who has any role at all, until told otherwise.
REVOKE ALL ON DATABASE gradebook FROM PUBLIC;
\connect gradebook
ALTER SCHEMA public OWNER TO toolkit;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
